/** Bars, one panel below the other, as SVG that can be read on light and dark ground. Knows no benchmark. */

export interface Panel {
  readonly title: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
  /** A line across the bars; NaN for none. */
  readonly goal: number;
}

const WIDTH = 720;
const LEFT = 110;
const RIGHT = 90;
const BAR = 18;
const TITLE = 34;
const GAP = 10;

const STYLE = `text{font:13px system-ui,sans-serif;fill:#444}.title{font-weight:600}.bar{fill:#9aa4b2}.bar:last-of-type{fill:#0b7a5b}
.goal{stroke:#c2410c;stroke-width:1.5;stroke-dasharray:4 3}.note{font-size:11px;fill:#c2410c}
@media(prefers-color-scheme:dark){text{fill:#ccc}.bar{fill:#64707f}.bar:last-of-type{fill:#34c594}.goal{stroke:#fb923c}.note{fill:#fb923c}}`;

export function plotBars(panels: readonly Panel[]): string {
  let y = 0;
  const drawn = panels.map((panel) => {
    const top = y;
    y += TITLE + panel.bars.length * (BAR + 4) + GAP;
    return `<g transform="translate(0 ${top})">${drawPanel(panel)}</g>`;
  });
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" role="img">`;
  return `${head}\n<style>${STYLE}</style>\n${drawn.join('\n')}\n</svg>\n`;
}

function drawPanel({ title, bars, goal }: Panel): string {
  const most = Math.max(...bars.map(({ value }) => value), Number.isNaN(goal) ? 0 : goal);
  const lengthOf = (value: number): number => Math.round((value / most) * (WIDTH - LEFT - RIGHT));
  const rows = bars.map(({ name, value }, at) => {
    const y = TITLE + at * (BAR + 4);
    const label = `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${name}</text>`;
    const bar = `<rect class="bar" x="${LEFT}" y="${y}" width="${Math.max(1, lengthOf(value))}" height="${BAR}" rx="2"/>`;
    return `${label}${bar}<text x="${LEFT + lengthOf(value) + 6}" y="${y + 14}">${toShort(value)}</text>`;
  });
  const line = Number.isNaN(goal) ? '' : drawGoal(LEFT + lengthOf(goal), TITLE + bars.length * (BAR + 4));
  return `<text class="title" x="8" y="20">${title}</text>${rows.join('')}${line}`;
}

function drawGoal(x: number, bottom: number): string {
  const note = `<text class="note" x="${x}" y="${TITLE - 6}" text-anchor="middle">goal</text>`;
  return `<line class="goal" x1="${x}" x2="${x}" y1="${TITLE - 3}" y2="${bottom}"/>${note}`;
}

function toShort(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
