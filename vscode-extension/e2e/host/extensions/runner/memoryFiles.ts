import * as vscode from "vscode";

interface Entry {
  readonly type: vscode.FileType;
  readonly content: Uint8Array;
  readonly mtime: number;
}

/** A file system that is on no disk. Folders are there as soon as something is in them. */
export class MemoryFiles implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly files = new Map<string, Entry>();
  readonly onDidChangeFile = this.changed.event;

  constructor(texts: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(texts)) {
      this.files.set(path, entry(new TextEncoder().encode(text)));
    }
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const found = this.files.get(uri.path);
    if (!found && this.readDirectory(uri).length === 0) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    const { type, mtime, content } = found ?? { type: vscode.FileType.Directory, mtime: 0, content: new Uint8Array() };
    return { type, ctime: 0, mtime, size: content.byteLength };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const within = uri.path.endsWith("/") ? uri.path : `${uri.path}/`;
    const names = new Map<string, vscode.FileType>();
    for (const path of this.files.keys()) {
      if (path.startsWith(within)) {
        const [name = "", ...rest] = path.slice(within.length).split("/");
        names.set(name, rest.length ? vscode.FileType.Directory : vscode.FileType.File);
      }
    }
    return [...names];
  }

  createDirectory(): void {
    // it is there as soon as something is in it
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const found = this.files.get(uri.path);
    if (!found) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return found.content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const type = this.files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.files.set(uri.path, entry(content));
    this.changed.fire([{ type, uri }]);
  }

  delete(uri: vscode.Uri): void {
    this.files.delete(uri.path);
    this.changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }
}

let written = 0;

function entry(content: Uint8Array): Entry {
  return { type: vscode.FileType.File, content, mtime: ++written };
}
