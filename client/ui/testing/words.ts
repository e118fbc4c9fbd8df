/** All words of all pages, for a test of what says them: import it, and they are there. */
import { en } from '../wording/en.ts';
import { addWords } from '../wording/t.ts';

addWords(en);
