/** In the place of the package `debug`: what simple-peer would log about a connection stays unsaid. */
const debug = () => (): void => undefined;

export { debug as 'module.exports' };
