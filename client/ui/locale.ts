/** The locale for dates and times on this device; see `toTimeLocale`. */
import { toTimeLocale } from './wording/time.ts';

export const TIME_LOCALE = toTimeLocale(navigator.languages);
