/**
 * Where a line of the script that was run stands in the script as it is now: the same text, nearest to where it was; the
 * same number where the text is gone. Lines count from 1.
 */
export function lineNow(ran: string, now: string, line: number): number {
  const then = split(ran)[line - 1]?.trim();
  const lines = split(now);
  if (!then || lines[line - 1]?.trim() === then) {
    return clamped(line, lines.length);
  }
  const same = lines.flatMap((text, at) => (text.trim() === then ? [at + 1] : []));
  const nearest = same.sort((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
  return clamped(nearest ?? line, lines.length);
}

function split(text: string): string[] {
  return text.split(/\r\n?|\n/);
}

function clamped(line: number, last: number): number {
  return Math.min(Math.max(1, line), Math.max(1, last));
}
