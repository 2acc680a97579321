import type { ReactNode } from 'react';

/** Own icons: 20 box, 1.5 stroke, round. Decorative: a word always stands beside or is read aloud. */
function Icon({ size = 20, children }: { size?: number; children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export interface IconProps {
  readonly size?: number;
}

/** An eye with a pulse in it. */
export const VigilIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M.9 10C3.2 5.9 6.3 3.9 10 3.9s6.8 2 9.1 6.1c-2.3 4.1-5.4 6.1-9.1 6.1S3.2 14.1.9 10Z" />
    <path d="M5 10.2h2.3l1.5-3.1 2.4 6 1.5-2.9H15" />
  </Icon>
);

export const OverviewIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="2.6" y="2.6" width="6.2" height="6.2" rx="1.3" />
    <rect x="11.2" y="2.6" width="6.2" height="6.2" rx="1.3" />
    <rect x="2.6" y="11.2" width="6.2" height="6.2" rx="1.3" />
    <rect x="11.2" y="11.2" width="6.2" height="6.2" rx="1.3" />
  </Icon>
);

export const MapIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10" cy="10" r="7.6" />
    <path d="M2.4 10h15.2M10 2.4c2.2 2.1 3.3 4.6 3.3 7.6s-1.1 5.5-3.3 7.6c-2.2-2.1-3.3-4.6-3.3-7.6s1.1-5.5 3.3-7.6Z" />
  </Icon>
);

export const BellIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.2 14h11.6c-1.1-1.2-1.5-2.5-1.5-4.4V8.2a4.3 4.3 0 0 0-8.6 0v1.4c0 1.9-.4 3.2-1.5 4.4ZM8.2 16.5c.9 1.1 2.7 1.1 3.6 0" />
  </Icon>
);

export const ServicesIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m10 2.8 7.2 3.6L10 10 2.8 6.4Z" />
    <path d="M2.8 10 10 13.6l7.2-3.6M2.8 13.6l7.2 3.6 7.2-3.6" />
  </Icon>
);

export const ShieldIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m10 2.4 6.3 2.3v4.7c0 3.8-2.5 6.7-6.3 8.2-3.8-1.5-6.3-4.4-6.3-8.2V4.7Z" />
    <path d="m7.2 9.9 2 2 3.7-3.9" />
  </Icon>
);

export const PlugIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M7 2.5v4M13 2.5v4M4.7 6.5h10.6v2.8a5.3 5.3 0 0 1-10.6 0ZM10 14.6v3" />
  </Icon>
);

export const WallIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="2.4" y="3.6" width="15.2" height="10.4" rx="1.5" />
    <path d="M7 17h6" />
  </Icon>
);

export const SunIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10" cy="10" r="3.4" />
    <path d="M10 2.3v1.6M10 16.1v1.6M2.3 10h1.6M16.1 10h1.6M4.6 4.6l1.1 1.1M14.3 14.3l1.1 1.1M15.4 4.6l-1.1 1.1M5.7 14.3l-1.1 1.1" />
  </Icon>
);

export const MoonIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M16.6 11.6A6.9 6.9 0 0 1 8.4 3.4a6.9 6.9 0 1 0 8.2 8.2Z" />
  </Icon>
);

export const ChevronIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m7.5 4.5 5.5 5.5-5.5 5.5" />
  </Icon>
);

export const ArrowIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 10h12M11.5 5.5 16 10l-4.5 4.5" />
  </Icon>
);

/** Something goes down into a tray. */
export const ExportIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M10 3v9M6 8.4l4 4 4-4M3.5 13.5v2a1.5 1.5 0 0 0 1.5 1.5h10a1.5 1.5 0 0 0 1.5-1.5v-2" />
  </Icon>
);

export const StepBackIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m12.5 4.5-5.5 5.5 5.5 5.5" />
  </Icon>
);

export const PlayIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6.5 4.2v11.6L15.8 10Z" fill="currentColor" />
  </Icon>
);

export const PauseIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M7 4.5v11M13 4.5v11" strokeWidth="2.6" />
  </Icon>
);

/** Lines of a list, of which the last is cut short. */
export const StackIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h8" />
  </Icon>
);

/** Up and down and up again. */
export const FlapIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 13.5h3v-7h4v7h4v-7h4" />
  </Icon>
);

/** Two arrows that end in each other. */
export const LoopIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.5 9.5V8.2a3 3 0 0 1 3-3h8.5M16.5 10.5v1.3a3 3 0 0 1-3 3H5" />
    <path d="m12.4 2.6 2.6 2.6-2.6 2.6M7.6 17.4 5 14.8l2.6-2.6" />
  </Icon>
);

/** A capsule with its lid. */
export const CapsuleIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="3" y="6.2" width="14" height="7.6" rx="3.8" />
    <path d="M10 6.2v7.6" />
  </Icon>
);

export const ClockIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10" cy="10" r="7.2" />
    <path d="M10 5.6V10l3 2" />
  </Icon>
);

export const CloserIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);

export const FartherIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 10h12" />
  </Icon>
);

/** Four corners: everything inside the frame. */
export const WholeWorldIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13" />
    <circle cx="10" cy="10" r="2.6" />
  </Icon>
);

export const SearchIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8.8" cy="8.8" r="5.4" />
    <path d="m12.8 12.8 4.2 4.2" />
  </Icon>
);

/** A disc, half of it filled. */
export const ContrastIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10" cy="10" r="7.2" />
    <path d="M10 2.8a7.2 7.2 0 0 1 0 14.4Z" fill="currentColor" />
  </Icon>
);

/** A funnel. */
export const FilterIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3 4.5h14l-5.4 6.3v4.4l-3.2 1.6v-6Z" />
  </Icon>
);

export const CrossIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

/** A crystal of ice. */
export const FreezeIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M10 2.5v15M3.5 6.2l13 7.6M16.5 6.2l-13 7.6" />
    <path d="M7.8 3.8 10 6l2.2-2.2M7.8 16.2 10 14l2.2 2.2" />
  </Icon>
);
