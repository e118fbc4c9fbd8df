/** In the place of engine.io's third way to a server, which ours does not offer and browsers hardly have. */
export const WT = null;
