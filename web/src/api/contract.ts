import type { components } from './openapi.d.ts';

// The names the page uses for what the server says and takes; `npm run types` makes openapi.d.ts from contracts/openapi.json.
type Schemas = components['schemas'];

export type RunState = Schemas['RunState'];
export type Severity = 'info' | 'warning' | 'critical';
export type Role = NonNullable<Schemas['Role']>;
export type Session = Schemas['SessionInfo'];
/** The server words the severity freely in its document; there are three. */
type Judged<T> = Omit<T, 'severity'> & { severity: Severity };

export type RunRow = Omit<Schemas['RunRow'], 'findings'> & { findings: Judged<Schemas['FindingChip']>[] };
export type RunDetail = Omit<Required<Schemas['RunDetail']>, 'findings'> & Pick<RunRow, 'findings'>;
export type SeriesSummary = Schemas['SeriesRow'];
export type Finding = Judged<Schemas['FindingRow']>;
export type Problem = Schemas['TrainingProblem'];
export type Plan = Schemas['TrainingPlan'];
export type CheckAnswer = Schemas['CheckReport'];
export interface NewRun { name: string; notes: string; tags: string[]; configuration: string; architecture: string | null; origin?: string | undefined }

export type Person = Schemas['UserRow'];
export type Token = Schemas['TokenRow'];
export type AuditPage = Schemas['AuditPage'];
export type DiffAnswer = Schemas['RunDifference'];
export type Difference = Schemas['Difference'];
export type ImportedRun = Schemas['ImportedRun'];
export type LogPage = Schemas['LogPage'];
export type Dataset = Schemas['DatasetRow'];
export type Template = Schemas['TemplateRow'];
