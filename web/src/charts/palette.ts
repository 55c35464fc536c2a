/** Colours that stay apart for every common colour vision (after Okabe and Ito), darker on white and lighter on black. */
const hues: Record<'light' | 'dark', readonly string[]> = {
  light: ['#0067a5', '#c9480a', '#00805c', '#a23b87', '#9a6a00', '#5b4fc4', '#2b7f9e', '#5f6b76'],
  dark: ['#5ab4f0', '#ff9152', '#37cf9f', '#ec93d0', '#f0c24b', '#aaa2ff', '#7fd6e4', '#aab6c1'],
};
/** Dashes repeat with another period than the colours, so that lines differ in grey too. */
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [14, 4], [2, 2, 6, 2]];

export interface ChartInk { text: string; grid: string; axis: string; rule: string; bad: string; badSoft: string; warn: string; note: string; star: string; surface: string; ghost: number; band: number }
const inks: Record<'light' | 'dark', ChartInk> = {
  light: { text: '#556270', grid: '#e8edf1', axis: '#c4ccd5', rule: '#7b8894', bad: '#c62828', badSoft: 'rgb(198 40 40 / 9%)', warn: '#d98324', note: '#3d7bd1', star: '#b07800', surface: '#ffffff', ghost: 0.2, band: 0.1 },
  dark: { text: '#94a3b1', grid: '#1c252e', axis: '#394653', rule: '#7b8894', bad: '#ff7a75', badSoft: 'rgb(255 122 117 / 12%)', warn: '#f3b562', note: '#8db8f5', star: '#ffd479', surface: '#121920', ghost: 0.22, band: 0.12 },
};

export const hue = (scheme: 'light' | 'dark', index: number): string => hues[scheme][index % hues[scheme].length]!;
export const dash = (index: number): readonly number[] => dashes[index % dashes.length]!;
export const ink = (scheme: 'light' | 'dark'): ChartInk => inks[scheme];
