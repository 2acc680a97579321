import { posix, win32 } from 'node:path';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
}

export interface DefaultPaths {
  /** Where vigil.yaml is looked for when nobody names one. */
  readonly configFile: string;
  /** Where the journal lives when nobody says otherwise. */
  readonly dataDir: string;
}

/** The platform's own folders: XDG on Linux, Application Support on macOS, AppData on Windows. Pure. */
export function defaultPaths({ platform, env, homeDir }: Surroundings): DefaultPaths {
  if (platform === 'win32') {
    const roaming = env['APPDATA'] ?? win32.join(homeDir, 'AppData', 'Roaming');
    const local = env['LOCALAPPDATA'] ?? win32.join(homeDir, 'AppData', 'Local');
    return {
      configFile: win32.join(roaming, 'Vigil', 'vigil.yaml'),
      dataDir: win32.join(local, 'Vigil', 'data'),
    };
  }
  if (platform === 'darwin') {
    const folder = posix.join(homeDir, 'Library', 'Application Support', 'Vigil');
    return { configFile: posix.join(folder, 'vigil.yaml'), dataDir: posix.join(folder, 'data') };
  }
  const configHome = absoluteOr(env['XDG_CONFIG_HOME'], posix.join(homeDir, '.config'));
  const dataHome = absoluteOr(env['XDG_DATA_HOME'], posix.join(homeDir, '.local', 'share'));
  return {
    configFile: posix.join(configHome, 'vigil', 'vigil.yaml'),
    dataDir: posix.join(dataHome, 'vigil'),
  };
}

/** The XDG specification says that relative paths in these variables are to be ignored. */
function absoluteOr(path: string | undefined, fallback: string): string {
  return path !== undefined && posix.isAbsolute(path) ? path : fallback;
}
