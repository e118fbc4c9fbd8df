/** How much is unread, in the title of the browser's tab: "(2) Guest Chats". */
import { useEffect, useState } from 'react';

export function useTitleCount(count: number): void {
  // As the page came.
  const [title] = useState(() => document.title);
  useEffect(() => {
    document.title = count === 0 ? title : `(${String(count)}) ${title}`;
    return () => {
      document.title = title;
    };
  }, [title, count]);
}
