/** A page to look through the pictures of the gallery: one row for each screen. */

export interface Picture {
  readonly screen: string;
  readonly look: string;
  /** Beside the page. */
  readonly file: string;
}

export function toIndexPage(pictures: readonly Picture[]): string {
  const screens = [...new Set(pictures.map(({ screen }) => screen))];
  const rows = screens.map((screen) => {
    const figures = pictures
      .filter((one) => one.screen === screen)
      .map(
        ({ look, file }) =>
          `<figure><a href="${file}"><img loading="lazy" src="${file}" alt="${screen}, ${look}"></a><figcaption>${look}</figcaption></figure>`,
      );
    return `<section><h2>${screen}</h2><div>${figures.join('')}</div></section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Guest Chats: every screen</title>
<style>
body { font: 15px system-ui; margin: 24px; background: #888; }
div { display: flex; gap: 12px; overflow-x: auto; }
figure { margin: 0; }
img { height: 360px; }
</style>
<h1>${screens.length} screens</h1>
${rows.join('\n')}
</html>
`;
}
