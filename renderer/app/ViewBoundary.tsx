import { Component, type ReactNode } from 'react';
import { PieceMissing } from '../pieces/fetch-patiently.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

interface ViewBoundaryProps {
  readonly children: ReactNode;
}

interface ViewBoundaryState {
  readonly failure: { readonly message: string; readonly isMissing: boolean } | null;
}

/** Keeps a view's defect inside the view: the shell, the clock and the other views go on. */
export class ViewBoundary extends Component<ViewBoundaryProps, ViewBoundaryState> {
  override state: ViewBoundaryState = { failure: null };

  static getDerivedStateFromError(error: unknown): ViewBoundaryState {
    const message = error instanceof Error ? error.message : String(error);
    return { failure: { message, isMissing: error instanceof PieceMissing } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    if (failure.isMissing)
      return (
        <EmptyState title="This view could not be fetched">
          <p>Vigil answers, and does not hand it out. It may have been updated since this page was opened.</p>
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </EmptyState>
      );
    return (
      <EmptyState title="This view could not be shown">
        <p>A defect in Vigil stopped it: {failure.message}.</p>
        <p>
          The other views are not affected.{' '}
          <button type="button" onClick={() => this.setState({ failure: null })}>
            Show it again
          </button>
        </p>
      </EmptyState>
    );
  }
}
