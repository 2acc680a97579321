import { Component, type ReactNode } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';

interface ViewBoundaryProps {
  readonly children: ReactNode;
}

/** Keeps a view's defect inside the view: the shell, the clock and the other views go on. */
export class ViewBoundary extends Component<ViewBoundaryProps, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <EmptyState title="This view could not be shown">
        <p>A defect in Vigil stopped it: {this.state.message}.</p>
        <p>
          The other views are not affected.{' '}
          <button type="button" onClick={() => this.setState({ message: null })}>
            Show it again
          </button>
        </p>
      </EmptyState>
    );
  }
}
