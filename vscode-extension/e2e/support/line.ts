import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A line to a server on this machine. It can lose an answer, when the server has done already what was asked. */
export class Line {
  private readonly server: Server;
  private lost: string | undefined;

  private constructor(private readonly target: URL) {
    this.server = createServer((asked, answer) => {
      const { method, url: path, headers } = asked;
      const passed = request(new URL(path ?? "/", this.target), { method, headers }, (answered) => {
        if (path?.endsWith(this.lost ?? "\n")) {
          this.lost = undefined;
          asked.socket.destroy();
          return;
        }
        answer.writeHead(answered.statusCode ?? 500, answered.headers);
        answered.pipe(answer);
      });
      asked.pipe(passed);
    });
  }

  static async to(url: string): Promise<Line> {
    const line = new Line(new URL(url));
    await new Promise<void>((done) => line.server.listen(0, "127.0.0.1", done));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.target.pathname}`;
  }

  /** Lose the next answer to a request whose path ends so. */
  lose(path: string): void {
    this.lost = path;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
