import { MAX_PAYLOAD_CHARS } from '../../../../shared/domain/payload.ts';

/** Keeps the beginning of a page that is read piece by piece, for a person to look at. */
export class PageBeginning {
  readonly #pieces: Uint8Array[] = [];
  #bytes = 0;

  take(piece: Uint8Array): void {
    const wanted = MAX_PAYLOAD_CHARS - this.#bytes;
    if (wanted <= 0) return;
    // A copy: a view would keep the whole piece.
    const kept = piece.slice(0, wanted);
    this.#pieces.push(kept);
    this.#bytes += kept.length;
  }

  /** A letter cut in half at the end is left out. */
  text(): string {
    return new TextDecoder().decode(Buffer.concat(this.#pieces), { stream: true });
  }
}
