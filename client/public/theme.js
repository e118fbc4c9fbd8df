// Before anything is drawn, so that a page in the other theme does not flash up: what `state/preferences.ts` has kept.
try {
  const { theme } = JSON.parse(localStorage.getItem('guest-chats.host.preferences'));
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Nothing is kept, or nothing may be: the system's theme it is.
}
