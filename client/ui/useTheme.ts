/** Light, dark, or what the system says: on the page's root, where the colours are chosen. */
import { useEffect } from 'react';
import type { PreferencesView } from '../state/preferences.ts';

export function useTheme(theme: PreferencesView['theme']): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
  }, [theme]);
}
