/** The safety number: the same on both sides, compared by hand. */
import { expect, type Page } from '@playwright/test';
import { meet } from './fixtures/meet.ts';
import { test } from './fixtures/people.ts';
import { write } from './pages/write.ts';

test(
  'both sides see the same 60 digits, and a pasted code is told from another',
  { tag: '@every-pair' },
  async ({ host, guest }) => {
    const { maya, ana } = await meet(host, guest);
    const [hosts, guests] = [await openCode(maya.page), await openCode(ana.page)];
    expect(hosts).toMatch(/^\d{60}$/);
    expect(guests).toBe(hosts);

    const dialog = ana.page.getByRole('dialog', { name: 'Verify security code' });
    const field = dialog.getByRole('textbox', { name: 'Paste the other code to compare' });
    await write(
      field,
      hosts.replace(/^./, (digit) => String((Number(digit) + 1) % 10)),
    );
    await expect(dialog.getByText(/Codes don’t match/)).toBeVisible();
    await write(field, hosts);
    await expect(dialog.getByText('Codes match', { exact: true })).toBeVisible();
    await dialog.getByRole('button', { name: 'Mark as verified', exact: true }).click();
    // What is shown as verified is stored.
    const remove = dialog.getByRole('button', { name: 'Remove verification', exact: true });
    await openCode(ana.page);
    await expect(remove).toBeVisible();
    await ana.page.reload();
    await expect(ana.page.getByText('Online', { exact: true })).toBeVisible();
    await openCode(ana.page);
    await expect(remove).toBeVisible();
  },
);

async function openCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Verify security code', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Verify security code' });
  const text = await dialog.innerText();
  return (text.match(/\b\d{5}\b/g) ?? []).join('');
}
