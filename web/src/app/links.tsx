import { Button, Menu, type ButtonProps, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Anchor<P> = P & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof P> & { ref?: Ref<HTMLAnchorElement> };

/** A button and a menu item that lead to a page of the router. */
export const LinkButton = createLink((props: Anchor<ButtonProps>) => <Button component="a" {...props} />);
export const LinkItem = createLink((props: Anchor<MenuItemProps>) => <Menu.Item component="a" {...props} />);
