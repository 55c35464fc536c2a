export interface Change { id: string; step: number; state: string; revision: number }
export type Connection = 'live' | 'polling' | 'lost' | 'paused';

/** What the feed needs of the browser; tests give their own. */
export interface FeedPorts {
  openStream: (onChange: (change: Change) => void, onOpen: () => void, onError: () => void) => { close: () => void };
  poll: (since: number) => Promise<{ revision: number; runs: Omit<Change, 'revision'>[] }>;
  schedule: (work: () => void, ms: number) => () => void;
}

const retryMs = 4000;
const pollMs = 2000;

/**
 * News of runs: a stream while it works, polling while it does not, nothing while the page is hidden. After every gap
 * (hidden, asleep, disconnected) it asks once for everything since the last revision it has seen.
 */
export class LiveFeed {
  #ports: FeedPorts;
  #listeners = new Set<(change: Change) => void>();
  #watchers = new Set<(connection: Connection) => void>();
  #stream: { close: () => void } | undefined;
  #cancel: (() => void)[] = [];
  #revision = 0;
  #generation = 0;
  connection: Connection = 'paused';

  constructor(ports: FeedPorts) { this.#ports = ports; }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onConnection(watcher: (connection: Connection) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  start(): void {
    this.#reset();
    const generation = this.#generation;
    this.#stream = this.#ports.openStream(
      change => { if (generation === this.#generation) this.#take(change); },
      () => {
        if (generation !== this.#generation) return;
        this.#clearTimers();
        this.#set('live');
        void this.#catchUp(generation);
      },
      () => { if (generation === this.#generation) this.#fallBack(generation); },
    );
  }

  pause(): void { this.#reset(); this.#set('paused'); }

  #reset(): void {
    this.#generation++;
    this.#stream?.close();
    this.#stream = undefined;
    this.#clearTimers();
  }

  #clearTimers(): void { for (const cancel of this.#cancel.splice(0)) cancel(); }

  #fallBack(generation: number): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#clearTimers();
    this.#cancel.push(this.#ports.schedule(() => { if (generation === this.#generation) this.start(); }, retryMs));
    const round = async (): Promise<void> => {
      const reached = await this.#catchUp(generation);
      if (generation !== this.#generation || this.#stream) return;
      this.#set(reached ? 'polling' : 'lost');
      this.#cancel.push(this.#ports.schedule(() => void round(), pollMs));
    };
    void round();
  }

  async #catchUp(generation: number): Promise<boolean> {
    try {
      const answer = await this.#ports.poll(this.#revision);
      if (generation !== this.#generation) return true;
      for (const run of answer.runs) this.#take({ ...run, revision: answer.revision });
      this.#revision = Math.max(this.#revision, answer.revision);
      return true;
    } catch { return false; }
  }

  #take(change: Change): void {
    this.#revision = Math.max(this.#revision, change.revision);
    for (const listener of this.#listeners) listener(change);
  }

  #set(connection: Connection): void {
    if (this.connection === connection) return;
    this.connection = connection;
    for (const watcher of this.#watchers) watcher(connection);
  }
}
