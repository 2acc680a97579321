import { EventEmitter } from 'node:events';
import { StandInEvent } from './app.ts';

interface NotificationOptions {
  readonly title?: string;
  readonly body?: string;
  readonly silent?: boolean;
}

/** Electron's `Notification`: nobody sees it, and specs replace what it shows. */
export class StandInNotification extends EventEmitter {
  static isSupported = (): boolean => true;

  readonly title: string;
  readonly body: string;
  readonly silent: boolean;

  constructor({ title = '', body = '', silent = false }: NotificationOptions = {}) {
    super();
    this.title = title;
    this.body = body;
    this.silent = silent;
  }

  show(): void {
    this.emit('show', new StandInEvent());
  }

  close(): void {
    this.emit('close', new StandInEvent());
  }
}
