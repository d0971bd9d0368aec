# syntax=docker/dockerfile:1

# What is built needs everything; what runs is copied from it, without the tools.
FROM node:24-bookworm-slim AS build
WORKDIR /ledger
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs
# In the same folder: the build points into node_modules by relative links.
RUN npm prune --omit=dev --no-audit --no-fund
RUN rm -rf .next/cache

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 ACCORD_DATA_DIR=/data
WORKDIR /ledger
RUN mkdir /data && chown node:node /data
COPY --from=build /ledger/package.json /ledger/next.config.js /ledger/LICENSE ./
COPY --from=build /ledger/node_modules ./node_modules
COPY --from=build /ledger/public ./public
COPY --from=build /ledger/prisma/data ./prisma/data
COPY --from=build /ledger/prisma/migrations ./prisma/migrations
COPY --from=build /ledger/scripts ./scripts
COPY --from=build /ledger/lib/db/session.mjs ./lib/db/session.mjs
COPY --from=build /ledger/dist ./dist
COPY --from=build /ledger/.next ./.next
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "scripts/healthy.mjs"]
CMD ["node", "scripts/start.mjs", "--built"]
