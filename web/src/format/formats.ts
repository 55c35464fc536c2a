import type { Texts } from '../i18n/en.ts';

export interface Formats {
  /** Whole numbers with thin groups: 12 500. */
  count: (n: number) => string;
  /** A measured value with four significant digits; – where there is none. */
  value: (v: number | null | undefined) => string;
  percent: (share: number) => string;
  /** 34 s, 12 min, 3 h 20 min, 2 d 4 h. */
  duration: (seconds: number | null | undefined) => string;
  bytes: (n: number | null | undefined) => string;
  dateTime: (iso: string | null | undefined) => string;
  clock: (unixSeconds: number) => string;
  ago: (iso: string | null | undefined, now: number) => string;
}

const thin = '\u202f';

export function createFormats(language: 'en' | 'de', t: Texts): Formats {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const significant = new Intl.NumberFormat(language, { maximumSignificantDigits: 4, useGrouping: false });
  const scientific = new Intl.NumberFormat(language, { notation: 'scientific', maximumSignificantDigits: 3 });
  const oneDigit = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const group = (text: string) => text.replace(/[.,](?=\d{3}(\D|$))/g, thin);

  const count = (n: number): string => whole.formatToParts(n).map(p => (p.type === 'group' ? thin : p.value)).join('');

  function value(v: number | null | undefined): string {
    if (v === null || v === undefined) return t.time.unknown;
    if (!Number.isFinite(v)) return Number.isNaN(v) ? 'NaN' : v > 0 ? '∞' : '−∞';
    const size = Math.abs(v);
    if (size !== 0 && (size < 1e-3 || size >= 1e6)) return scientific.format(v).replace('E', 'e').replace('-', '−');
    if (size >= 1e4) return group(whole.format(v)).replace('-', '−');
    return significant.format(v).replace('-', '−');
  }

  function duration(seconds: number | null | undefined): string {
    if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return t.time.unknown;
    const s = Math.max(0, Math.round(seconds));
    if (s < 60) return `${s} s`;
    if (s < 3570) return s < 600 && s % 60 !== 0 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${Math.round(s / 60)} min`;
    const minutes = Math.round(s / 60);
    if (minutes < 48 * 60) return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    const hours = Math.round(s / 3600);
    return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
  }

  function bytes(n: number | null | undefined): string {
    if (n === null || n === undefined) return t.time.unknown;
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let size = n, unit = 0;
    while (size >= 1000 && unit < units.length - 1) { size /= 1000; unit++; }
    return `${unit === 0 ? size : oneDigit.format(size)} ${units[unit]}`;
  }

  return {
    count, value, duration, bytes,
    percent: share => `${whole.format(100 * share)} %`,
    dateTime: iso => (iso ? moment.format(new Date(iso)) : t.time.unknown),
    clock: seconds => time.format(new Date(seconds * 1000)),
    ago: (iso, now) => {
      if (!iso) return t.time.unknown;
      const seconds = (now - new Date(iso).getTime()) / 1000;
      if (seconds < 45) return t.time.now;
      const coarse = seconds < 3600 ? `${Math.round(seconds / 60)} min` : seconds < 36 * 3600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
      return t.time.ago(coarse);
    },
  };
}
