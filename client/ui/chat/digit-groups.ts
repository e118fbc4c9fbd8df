/** How a safety number is read aloud: in groups of five. Pure. */

/** Twelve groups of five from 60 digits. */
export function toDigitGroups(safetyNumber: string): readonly string[] {
  return safetyNumber.match(/\d{5}/gu) ?? [];
}
