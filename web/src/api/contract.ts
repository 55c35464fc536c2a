// What the server says and takes, as contracts/openapi.json describes it.

export type RunState = 'queued' | 'starting' | 'running' | 'stopping' | 'stopped' | 'finished' | 'failed' | 'lost';
export type Severity = 'info' | 'warning' | 'critical';
export type Role = 'viewer' | 'annotator' | 'trainer' | 'administrator';

export interface Session { signedIn: boolean; name: string | null; role: Role | null; demo: boolean; needsSetup: boolean; version: string }

export interface RunRow {
  id: string; name: string; state: RunState; reason: string | null; owner: string | null;
  created: string; started: string | null; ended: string | null;
  step: number; iterations: number; epoch: number; activeSeconds: number; etaSeconds: number | null;
  metric: { name: string; last: number | null; best: number | null; bestStep: number | null } | null;
  loss: number | null; tags: string[]; findings: { rule: string; severity: Severity }[]; sparkline: (number | null)[];
}

export interface RunSession { number: number; startStep: number; lastStep: number; started: string; ended: string | null; reason: string | null }
export interface Checkpoint { step: number; file: string; best: boolean; bytes: number | null; sha256: string | null }
export interface Sample { step: number; case: string; k: number; url: string }

export interface RunDetail extends RunRow {
  notes: string; sessions: RunSession[]; facts: { group: string; name: string; value: string }[];
  timeline: { time: string; kind: string; text: string }[]; checkpoints: Checkpoint[];
  artifacts: { path: string; bytes: number }[]; samples: Sample[]; baseline?: string | null;
}

export interface SeriesSummary {
  name: string; points: number; lastStep: number; lastValue: number | null; min: number | null; max: number | null;
  best: number | null; unit: string | null; nonFinite: number;
}

export interface Finding {
  key: string; rule: string; version: number; severity: Severity; fromStep: number; toStep: number | null; active: boolean;
  series: string[]; numbers: Record<string, number | null>; explanation: string; suggestion: string;
  muted: { by: string; reason: string; time: string } | null;
}

export interface Problem { file: string | null; line: number | null; column?: number | null; message: string }
export interface Plan { memoryMb: number; secondsPerEpoch: number; totalSeconds: number; iterations: number }
export interface CheckAnswer { problems: Problem[]; resolved: string | null; plan: Plan | null }
export interface NewRun { name: string; notes: string; tags: string[]; configuration: string; architecture: string | null }

export interface Person { id: string; name: string; role: Role; disabled: boolean; lastSeen: string | null }
export interface Token { id: string; name: string; role: Role; created: string; expires: string | null; lastUsed: string | null }
export interface AuditEntry { id: number; time: string; user: string; action: string; target: string; detail: string }
export interface Difference { path: string; a: string | null; b: string | null }
export interface DiffAnswer { configuration: Difference[]; architecture: Difference[]; facts: Difference[] }
export interface LogLine { index: number; time: string; step: number | null; level: string; text: string }
export interface Dataset { name: string; path: string; cases: number | null }
export interface Template { id: string; name: string; description: string; text: string }
