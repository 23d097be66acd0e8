/** Rows of a large table, fetched in blocks when they are asked for; the last ones are kept. */

const N_ROWS = 256; // of a block
const N_KEPT = 48; // blocks: at 300 numbers a row 15 MB
const PAUSE = 1500; // ms before a block that failed is asked for again

export class RowBlocks {
  /**
   * @param {string} path answers ?first=&n= with little-endian float32 rows
   * @param {number} n rows in all
   * @param {number} width numbers in a row
   * @param {(isLost: boolean) => void} came called when rows came, or could not be fetched
   */
  constructor(path, n, width, came) {
    this.path = path;
    this.n = n;
    this.width = width;
    this.came = came;
    /** @type {Map<number, Float32Array>} */
    this.blocks = new Map();
    /** @type {Map<number, number>} when each missing block may be asked for next */
    this.asked = new Map();
    this.stopped = new AbortController();
  }

  /** A row's numbers, or null until they come. @param {number} row */
  row(row) {
    const index = Math.floor(row / N_ROWS);
    const block = this.blocks.get(index);
    if (!block) {
      this.ask(index);
      return null;
    }
    this.blocks.delete(index); // and in again, as the last one used
    this.blocks.set(index, block);
    const start = (row - index * N_ROWS) * this.width;
    return block.subarray(start, start + this.width);
  }

  /** @param {number} index */
  async ask(index) {
    if (performance.now() < (this.asked.get(index) ?? 0)) return;
    this.asked.set(index, Infinity);
    const first = index * N_ROWS;
    const n = Math.min(N_ROWS, this.n - first);
    const sign = this.path.includes("?") ? "&" : "?";
    try {
      const { signal } = this.stopped;
      const answer = await fetch(`${this.path}${sign}first=${first}&n=${n}`, { signal });
      const bytes = await answer.arrayBuffer();
      if (!answer.ok || bytes.byteLength !== 4 * n * this.width) throw new Error(answer.statusText);
      this.blocks.set(index, new Float32Array(bytes));
      this.asked.delete(index);
      const [oldest] = this.blocks.keys();
      if (this.blocks.size > N_KEPT) this.blocks.delete(oldest);
      this.came(false);
    } catch {
      if (this.stopped.signal.aborted) return;
      this.asked.set(index, performance.now() + PAUSE);
      this.came(true);
    }
  }

  stop() {
    this.stopped.abort();
  }
}
