/**
 * Every sentence a person reads, as an ICU message catalogue: arguments, `plural` and `select`.
 * `known` is `yes` where the other person has a name to show, `name` that name. No page imports this file, only its parts.
 */
import { chat } from './en/chat.ts';
import { chatDialogs } from './en/chat-dialogs.ts';
import { common } from './en/common.ts';
import { failures } from './en/failures.ts';
import { guest } from './en/guest.ts';
import { host } from './en/host.ts';
import { hostScreens } from './en/host-screens.ts';

export const en = { ...common, ...failures, ...host, ...hostScreens, ...chat, ...chatDialogs, ...guest } as const;
