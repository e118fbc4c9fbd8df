import { expect, test } from 'vitest';
import type { MessageView } from '../../state/view.ts';
import { aText } from '../testing/views.ts';
import { toTask } from './composer-task.ts';

const TEXT = aText({ id: '1' });
const DELETED: MessageView = { is: 'deleted', id: '2', author: 'me', atUnixMs: 0 };

test('a reply and an edit are of a text that is there', () => {
  expect(toTask({ is: 'reply', messageId: '1' }, [TEXT, DELETED])).toEqual({ is: 'reply', message: TEXT });
  expect(toTask({ is: 'edit', messageId: '1' }, [TEXT, DELETED])).toEqual({ is: 'edit', message: TEXT });
});

test('without an intent, or once its message is deleted or gone, the field is for a new message', () => {
  for (const intent of [null, { is: 'reply', messageId: '2' } as const, { is: 'edit', messageId: '3' } as const]) {
    expect(toTask(intent, [TEXT, DELETED])).toEqual({ is: 'write' });
  }
});
