import type { Alert } from '../../../shared/domain/alert.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { Silence } from '../../../shared/domain/silence.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { WatchdogConfig } from '../config/schema.ts';
import type { AlertBook } from './alert-book.ts';
import { type NetworkProbe, systemNetwork } from './network-probe.ts';
import { type ConflictCell, ownFindings } from './own-findings.ts';
import { PeerAgreement } from './peer-agreement.ts';
import { Watchdogs } from './watchdogs.ts';

/** Vigil asks itself once a second; after this long without a question it slept, and heard nobody meanwhile. */
const ASLEEP_AFTER_MS = 30_000;

/** Once a second Vigil asks itself what it cannot see, and what is wrong with the monitoring it relies on. */
export class SelfExamination {
  private readonly book: AlertBook;
  private readonly watchdogs: Watchdogs;
  private readonly network: NetworkProbe;
  private readonly peers = new PeerAgreement();
  private lastAskedMs: number;

  constructor(
    book: AlertBook,
    watchdogs: readonly WatchdogConfig[],
    nowMs: number,
    network: NetworkProbe = systemNetwork,
  ) {
    this.book = book;
    this.network = network;
    this.lastAskedMs = nowMs;
    this.watchdogs = new Watchdogs([], nowMs);
    this.configure(watchdogs);
  }

  configure(watchdogs: readonly WatchdogConfig[]): void {
    this.watchdogs.configure(watchdogs);
    this.book.expectHeartbeats(watchdogs.map(({ alert }) => alert));
  }

  setSilences(sourceId: string, silences: readonly Silence[]): void {
    this.peers.setSilences(sourceId, silences);
  }

  forgetSource(sourceId: string): void {
    this.peers.forgetSource(sourceId);
  }

  /** The findings of this moment; what is not among them any more is over. */
  findings(
    statuses: readonly SourceStatus[],
    conflicts: readonly ConflictCell[],
    catalogue: Catalogue,
    nowMs: number,
  ): readonly Alert[] {
    if (nowMs - this.lastAskedMs >= ASLEEP_AFTER_MS) {
      this.watchdogs.listenAnew(nowMs);
      this.peers.listenAnew();
    }
    this.lastAskedMs = nowMs;
    return ownFindings({
      statuses,
      conflicts,
      missingWatchdogs: this.watchdogs.review(this.book, statuses, nowMs),
      disagreements: this.peers.review(this.book, statuses, nowMs),
      catalogue,
      nowMs,
      hasNetwork: this.network.hasNetwork(),
    });
  }
}
