const HIDDEN = "•••";
/** Shorter ones would blacken ordinary words; no key is that short. */
const SHORTEST = 6;

/** Keeps what must never be read out of every text that is shown. */
export class Redaction {
  private readonly secrets = new Set<string>();

  add(secret: string): void {
    if (secret.length >= SHORTEST) {
      this.secrets.add(secret);
    }
  }

  /** The text without any secret, also where it stands escaped in JSON. */
  apply(text: string): string {
    let safe = text;
    for (const secret of this.secrets) {
      safe = safe.replaceAll(secret, HIDDEN).replaceAll(JSON.stringify(secret).slice(1, -1), HIDDEN);
    }
    return safe;
  }
}
