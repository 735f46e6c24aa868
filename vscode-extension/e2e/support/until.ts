import assert from "node:assert/strict";

/** A deadline, not a delay: everything is waited for, and goes on as soon as it is there. */
export const PATIENCE_MS = Number(process.env.E2E_PATIENCE_MS ?? 60_000);
const BETWEEN_MS = 10;

/** Asks again until the answer holds; the last answer is told where it never does. */
export async function until<Value>(
  ask: () => Value | PromiseLike<Value>,
  holds: (value: Value) => unknown,
  patience = PATIENCE_MS,
): Promise<Value> {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await ask();
    if (holds(value)) {
      return value;
    }
    assert.ok(Date.now() < deadline, `it never held; the last was ${JSON.stringify(value)}`);
    await new Promise((next) => setTimeout(next, BETWEEN_MS));
  }
}
