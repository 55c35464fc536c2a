import { Modal, ScrollArea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.tsx';

/** A window over the page; its head is no banner of the page, and its cross has a name. */
export function Dialog({ opened, onClose, title, size, children }: { opened: boolean; onClose: () => void; title: string; size?: string; children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size ?? 'md'} centered scrollAreaComponent={ScrollArea.Autosize}>
      <Modal.Overlay />
      <Modal.Content bg="var(--surface)">
        <Modal.Header role="presentation" bg="var(--surface)"><Modal.Title fw={620}>{title}</Modal.Title><Modal.CloseButton aria-label={t.action.close} /></Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
