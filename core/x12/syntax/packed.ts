/** Bytes that a code packed into a number can have. */
export const PACKED_BYTES = 3;
/** What does not fit into a packed code. */
export const NOT_PACKED = -1;

/** Up to three characters as one number, so that codes compare without making strings; -1 for anything longer. */
export function packed(text: string): number {
  if (text.length > PACKED_BYTES) return NOT_PACKED;
  let code = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char > 0x7e) return NOT_PACKED;
    code = (code << 8) | char;
  }
  return code;
}

/** Up to three bytes as a packed code, -1 for more. */
export function packBytes(bytes: Uint8Array, from: number, length: number): number {
  switch (length) {
    case 2:
      return ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
    case 3:
      return ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    case 1:
      return bytes[from] ?? 0;
    default:
      return length <= 0 ? 0 : NOT_PACKED;
  }
}
