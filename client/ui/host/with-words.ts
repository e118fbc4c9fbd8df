/** What opens over the host's list, or in its place, has words that the list does not need: they come with it. */
import { addWords } from '../wording/t.ts';

export async function withWords<Part>(loading: Promise<Part>): Promise<Part> {
  const [{ hostScreens }, { chat }, { failures }, part] = await Promise.all([
    import('../wording/en/host-screens.ts'),
    import('../wording/en/chat.ts'),
    import('../wording/en/failures.ts'),
    loading,
  ]);
  addWords(hostScreens, chat, failures);
  return part;
}
