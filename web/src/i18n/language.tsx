import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { setRequestLanguage } from '../api/http.ts';
import { createFormats, type Formats } from '../format/formats.ts';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';

export type Language = 'en' | 'de';
const storageKey = 'deepanatomy-language';

interface LanguageValue { language: Language; setLanguage: (next: Language) => void; t: Texts; f: Formats }
const LanguageContext = createContext<LanguageValue | null>(null);

function firstLanguage(): Language {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'en' || kept === 'de') return kept;
  return navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, keep] = useState<Language>(() => {
    const first = firstLanguage();
    setRequestLanguage(first);
    return first;
  });
  useEffect(() => { document.documentElement.lang = language; }, [language]);
  const value = useMemo<LanguageValue>(() => ({
    language, t: language === 'de' ? de : en, f: createFormats(language, language === 'de' ? de : en),
    setLanguage: next => { localStorage.setItem(storageKey, next); setRequestLanguage(next); keep(next); },
  }), [language]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageValue {
  const value = useContext(LanguageContext);
  if (!value) throw new Error('LanguageProvider is missing.');
  return value;
}
