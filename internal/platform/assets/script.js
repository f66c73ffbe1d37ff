// What makes pages handier. No page needs it.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'
import './live.js'

document.body.classList.add('govuk-frontend-supported')
for (const Component of [Button, ErrorSummary, NotificationBanner])
  for (const root of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) new Component(root)
