/** A host and a guest who have met. */
import { createWorld, type GuestPerson, type HostPerson, type World } from './world.ts';

export interface Couple {
  readonly world: World;
  readonly maya: HostPerson;
  readonly ana: GuestPerson;
  readonly link: string;
}

export async function meet(): Promise<Couple> {
  const world = createWorld();
  const maya = await world.createHost();
  const { link } = await maya.invite();
  const ana = await world.join(link);
  await world.clock.advance(500);
  return { world, maya, ana, link };
}
