/** A message's text with its links as the browser reads them. Nothing of them is loaded, or looked at, before they are opened. */
import { linkRisk, type LinkRisk } from '../../state/link-risk.ts';
import { splitLinks } from '../../state/web-links.ts';

export interface MessageLink {
  /** As it stands in the message. */
  readonly text: string;
  /** Where it leads, in ASCII: punycode and percent signs. */
  readonly href: string;
  readonly risk: LinkRisk | null;
}

/** In the order of the text; what the browser cannot read as an address stays text. */
export function readLinks(text: string): readonly (string | MessageLink)[] {
  return splitLinks(text).map((part) => {
    const url = part.is === 'link' && URL.canParse(part.text) ? new URL(part.text) : null;
    return url === null ? part.text : { text: part.text, href: url.href, risk: linkRisk(part.text, url) };
  });
}

/** Whether a risk is said beside the link: where it seems to lead elsewhere than it does. */
export function isDeceptive(risk: LinkRisk | null): risk is LinkRisk {
  return risk !== null && (risk.level === 'danger' || risk.why === 'subdomain');
}
