/** The public vectors of CPACE-RISTR255-SHA512 (draft-irtf-cfrg-cpace-21, appendix B.3). All values are hex. */
import { readVectorFile } from './files.ts';

export interface CpaceVectors {
  readonly G_Coffee25519: Readonly<
    Record<'PRS' | 'CI' | 'sid' | 'g' | 'ya' | 'ADa' | 'Ya' | 'yb' | 'ADb' | 'Yb' | 'K' | 'ISK_IR', string>
  >;
  readonly G_Coffee25519_points: {
    readonly Valid: Readonly<Record<'s' | 'X' | 'G.scalar_mult_vfy(s,X)', string>>;
    /** Not an encoding of any element. */
    readonly 'Invalid Y1': string;
    /** The identity. */
    readonly 'Invalid Y2': string;
  };
}

/** Null when they have not been fetched. */
export function loadCpaceVectors(): CpaceVectors | null {
  const text = readVectorFile('cpace.json');
  // `npm run vectors` has checked the hash of what is here; its form is known.
  return text === null ? null : (JSON.parse(text) as CpaceVectors);
}
