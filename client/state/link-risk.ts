/**
 * What makes an address in a message look like another one, or be worth a second thought. Pure: the browser's own reading of
 * the address is passed in, since it alone decides where a link leads. What follows from a risk is the screen's.
 */
import { isMixed, lettersOf } from './scripts.ts';

/** An address as the browser reads it; the fields of a WHATWG `URL`, `hostname` in punycode. */
export interface Destination {
  /** `https:`, `http:` or `mailto:`. */
  readonly protocol: string;
  readonly hostname: string;
  /** '' for the usual one. */
  readonly port: string;
  readonly username: string;
  readonly password: string;
}

export type LinkRisk =
  | {
      readonly level: 'danger';
      readonly why:
        /** Characters that nobody sees, or that turn the direction of others. */
        | 'hidden-characters'
        /** `https://cityhall.org@seats-now.tk`: a name before the host. */
        | 'userinfo'
        /** An IPv4 address as one number, in hexadecimal, in octal, or within IPv6. */
        | 'disguised-ip'
        /** Letters of scripts that no language writes together. */
        | 'mixed-scripts'
        /** A whole name in letters that look like those of others. */
        | 'lookalike'
        /** Characters that the browser turns into others, or that look like the end of the host. */
        | 'disguised-host';
      /** Where it really leads, in ASCII. */
      readonly host: string;
      /** Where it seems to lead; null when that is no host. */
      readonly seems: string | null;
    }
  | {
      readonly level: 'caution';
      readonly why:
        /** `cityhall.org.seats-now.tk`: a host within the host. */
        | 'subdomain'
        /** Letters with marks, and symbols: easily taken for others. */
        | 'unusual-letters'
        /** Without encryption on the way. */
        | 'insecure'
        /** Not the usual server of its host. */
        | 'port';
      readonly host: string;
      readonly seems: string | null;
    };

/**
 * The gravest risk there is; null for none.
 * @param written the address as it stands in the text, with its scheme
 */
export function linkRisk(written: string, destination: Destination): LinkRisk | null {
  const { protocol, hostname, port, username, password } = destination;
  const danger = (why: Extract<LinkRisk, { level: 'danger' }>['why'], seems: string | null = null): LinkRisk => ({
    level: 'danger',
    why,
    host: hostname,
    seems,
  });
  const caution = (why: Extract<LinkRisk, { level: 'caution' }>['why'], host = hostname, seems: string | null = null) =>
    ({ level: 'caution', why, host, seems }) as const;

  if (HIDDEN.test(written)) return danger('hidden-characters');
  if (protocol === 'mailto:') return null;
  if (username !== '' || password !== '') return danger('userinfo', toSeeming(username));
  const host = writtenHost(written);
  if ((IPV4.test(hostname) && host !== hostname) || hostname.startsWith('[::ffff:')) return danger('disguised-ip');
  const disguise = toDisguise(host, hostname);
  if (disguise !== null) return danger(disguise);
  const within = hostWithin(hostname);
  if (within !== null) return caution('subdomain', within.host, within.seems);
  if (hasUnusualLetters(host)) return caution('unusual-letters');
  if (protocol === 'http:') return caution('insecure');
  return port === '' ? null : caution('port');
}

/**
 * Control characters and whatever is not drawn (Unicode, Default_Ignorable_Code_Point), line and direction marks and the
 * blank that braille has.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/u;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** Dots and slashes that are none, so that a host seems to end where it does not. */
const FALSE_ENDS = /[\u2044\u2215\u2571\u29F8\u2024\u3002\uFF0E\uFF61\uFE52\u0589\u2236]/u;

/** In lower case, as the person who reads it takes it: between the slashes, without user and port. */
function writtenHost(written: string): string {
  const authority = /^https?:[\\/]*([^\\/?#]*)/iu.exec(written)?.[1] ?? '';
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase()
    .normalize('NFC');
}

function toDisguise(host: string, hostname: string): 'mixed-scripts' | 'lookalike' | 'disguised-host' | null {
  if (/^[\x20-\x7E]*$/.test(host)) return host === hostname ? null : 'disguised-host';
  if (FALSE_ENDS.test(host) || host.normalize('NFKC').toLowerCase() !== host) return 'disguised-host';
  const labels = host.split('.');
  if (labels.some(isMixed)) return 'mixed-scripts';
  return labels.some(isLookalike) ? 'lookalike' : null;
}

/** All of its letters could be those of another script, or some are signs of phonetics, which no name is spelt with. */
function isLookalike(label: string): boolean {
  const letters = lettersOf(label);
  return /[\u01C0-\u01C3\u0250-\u02AF]/u.test(label) || LOOKALIKES.some((set) => set.test(letters));
}

/** Cyrillic, Greek, Armenian, Georgian: as browsers judge them (Chromium, IDN display policy, whole-script confusables). */
const LOOKALIKES = [/^[асԁеһіјӏорԛѕԝхуѵьҽпгѡ]+$/u, /^[αικνρυωηοτγ]+$/u, /^[ագզէլհյոսւօ]+$/u, /^[იოყძხჽჿ]+$/u];

/** Letters with marks beside plain ones, or what is no letter at all. */
function hasUnusualLetters(host: string): boolean {
  return host.split('.').some((label) => /[^\0-\x7F]/u.test(label) && /[\p{Script=Latin}\p{S}]/u.test(label));
}

/** A host whose front reads like a whole one: a name, then an ending that everybody knows. */
function hostWithin(hostname: string): { readonly host: string; readonly seems: string } | null {
  const labels = hostname.split('.');
  // The label that its owner bought.
  const own = labels.length - (isShared(labels.slice(-2)) ? 3 : 2);
  for (let end = 1; end <= own; end += 1) {
    const ending = endingAt(labels, end, own);
    const name = labels.slice(0, end).findLast((label) => label !== 'www');
    if (ending !== null && name !== undefined) {
      return { host: labels.slice(own).join('.'), seems: `${name}.${ending}` };
    }
  }
  return null;
}

/** `org` of `cityhall.org.seats.tk` and of `cityhall.org-seats.tk`; `co.uk` of `cityhall.co.uk.seats.tk`. */
function endingAt(labels: readonly string[], at: number, own: number): string | null {
  const label = labels[at] ?? '';
  const ending = /^(?:com|org|net|edu|gov)(?=$|-)/.exec(label)?.[0] ?? null;
  if (ending !== null) return at < own || ending !== label ? ending : null;
  return at + 1 < own && isShared(labels.slice(at, at + 2)) ? labels.slice(at, at + 2).join('.') : null;
}

/** Many names end in `co.uk`, and none of them belongs to whoever has another. */
function isShared([second = '', last = '']: readonly string[]): boolean {
  return last.length === 2 && /^(?:com?|org?|net|edu|gov|ac)$/.test(second);
}

/** What stands before the `@`, where that reads like a host. */
function toSeeming(username: string): string | null {
  const name = username.toLowerCase();
  return /^[a-z\d-]+(?:\.[a-z\d-]+)+$/.test(name) ? name : null;
}
