/** Properties draw the same cases for every mutant, so that a result can be repeated; where a case fails is not looked for. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 1, endOnFailure: true });
