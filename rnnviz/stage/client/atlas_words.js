/**
 * Words as bytes with offsets, one a line: 400,000 strings would cost many times their letters,
 * and only those that are shown are ever needed as text.
 */

const NEWLINE = 10;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class WordList {
  /** @param {Uint8Array} bytes UTF-8, one word a line, the last without a newline */
  constructor(bytes) {
    this.bytes = bytes;
    let n = bytes.length ? 1 : 0;
    for (let i = 0; i < bytes.length; i += 1) if (bytes[i] === NEWLINE) n += 1;
    this.starts = new Uint32Array(n + 1);
    let row = 1;
    for (let i = 0; i < bytes.length; i += 1) {
      if (bytes[i] === NEWLINE) this.starts[row++] = i + 1;
    }
    this.starts[n] = bytes.length + 1;
  }

  /** @param {string[]} words @returns {WordList} */
  static of(words) {
    const lines = words.map((word) => word.replaceAll("\n", " "));
    return new WordList(encoder.encode(lines.join("\n")));
  }

  /** How many words. */
  get length() {
    return this.starts.length - 1;
  }

  /** @param {number} row @returns {string} */
  at(row) {
    if (!(row >= 0 && row < this.length)) return "";
    return decoder.decode(this.bytes.subarray(this.starts[row], this.starts[row + 1] - 1));
  }

  /**
   * The first k rows whose word starts with a text.
   * @param {string} prefix
   * @param {number} k
   * @param {boolean} isWhole whether nothing may follow
   * @returns {number[]}
   */
  starting(prefix, k, isWhole = false) {
    const wanted = encoder.encode(prefix);
    const { bytes, starts, length } = this;
    /** @type {number[]} */
    const found = [];
    for (let row = 0; row < length && found.length < k; row += 1) {
      const start = starts[row];
      const size = starts[row + 1] - 1 - start;
      if (size < wanted.length || (isWhole && size > wanted.length)) continue;
      let i = 0;
      while (i < wanted.length && bytes[start + i] === wanted[i]) i += 1;
      if (i === wanted.length) found.push(row);
    }
    return found;
  }

  /** The row of a word as it was typed, else in small letters; −1. @param {string} word */
  row(word) {
    const [asTyped = -1] = this.starting(word, 1, true);
    if (asTyped >= 0 || !word) return word ? asTyped : -1;
    return this.starting(word.toLowerCase(), 1, true)[0] ?? -1;
  }
}
