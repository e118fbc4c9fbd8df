/** Whether a link leads back to the very computer it is opened on. Pure. */
export function isLocalOnly(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { hostname } = new URL(link);
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./u.test(hostname)
  );
}
