import { describeChatStore } from '../state/testing/chat-store.contract.ts';
import { createMemoryChatStore } from './memory-chat-store.ts';

describeChatStore('memory', () => Promise.resolve(createMemoryChatStore()));
