/** The dialogs over a chat have words that the chat itself does not need: they come with the first of them. */
import { addWords } from '../wording/t.ts';

export async function withDialogWords<Part>(loading: Promise<Part>): Promise<Part> {
  const [words, part] = await Promise.all([import('../wording/en/chat-dialogs.ts'), loading]);
  addWords(words.chatDialogs);
  return part;
}
