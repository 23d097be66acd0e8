/** What the map is made of, from the server's feed or from the page itself. */

import { SILENT } from "./atlas_sentences.js";
import { WordList } from "./atlas_words.js";

/** @typedef {(share: number) => void} Progress */

/**
 * The bytes behind a path.
 * @param {string} path
 * @param {number} expected how many, roughly
 * @param {Progress} progress
 * @param {AbortSignal} signal
 */
async function bytesOf(path, expected, progress, signal) {
  const response = await fetch(path, { signal }).catch(() => null);
  if (!response) throw new Error(SILENT);
  if (!response.ok || !response.body) {
    const isSentence = response.headers.get("content-type")?.startsWith("text/plain");
    throw new Error(isSentence ? await response.text() : `The server said ${response.status}.`);
  }
  const reader = response.body.getReader();
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    progress(Math.min(1, size / expected));
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * n rows of numbers.
 * @param {string | number[] | number[][]} given
 * @param {number} n
 * @param {number} width numbers of a row
 * @param {Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<Float32Array>}
 */
async function fetchNumbers(given, n, width, progress, signal) {
  if (typeof given !== "string") return Float32Array.from(given.flat());
  const bytes = await bytesOf(given, 4 * width * n, progress, signal);
  if (bytes.length !== 4 * width * n) {
    throw new Error(`Expected ${4 * width * n} bytes, got ${bytes.length}.`);
  }
  return new Float32Array(bytes.buffer);
}

/**
 * n words.
 * @param {string | string[]} given
 * @param {number} n
 * @param {Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<WordList>}
 */
async function fetchWords(given, n, progress, signal) {
  if (typeof given !== "string") return WordList.of(given);
  const words = new WordList(await bytesOf(given, 9 * n, progress, signal));
  if (words.length !== n) throw new Error(`Expected ${n} words, got ${words.length}.`);
  return words;
}

export const numbers = fetchNumbers;
export const wordList = fetchWords;
