/** What a page in a panel is made of. */
export interface Page {
  /** Where its files come from, as a policy names it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** Lets in the one script; another each time. */
  readonly nonce: string;
  readonly title: string;
}

/**
 * The panel's page. Nothing may be loaded but its own script and style sheet, nothing may be sent anywhere: the result
 * comes as a message.
 */
export function html({ source, script, style, nonce, title }: Page): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)}</title>
    <link rel="stylesheet" href="${style}">
  </head>
  <body>
    <main id="root"></main>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
