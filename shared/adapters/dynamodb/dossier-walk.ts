import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type DossierWalk, SEGMENTS } from "../../domain/reporting/rebuild.ts";
import type { Item } from "./dossier-item.ts";
import { dossierPartition, INDEX } from "./keys.ts";
import type { Table } from "./table.ts";

/** The keys of the index of owners, which has one entry a dossier and little else; the table itself is never scanned. */
export const dossierWalk = ({ client, name }: Table): DossierWalk => ({
  page: async (segment, after, limit) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: name,
        IndexName: INDEX.byOwner,
        ProjectionExpression: "pk",
        Segment: segment,
        TotalSegments: SEGMENTS,
        Limit: limit,
        ...(after === null ? {} : { ExclusiveStartKey: JSON.parse(after) as Item }),
      }),
    );
    return {
      dossierIds: Items.map(({ pk }) => String(pk).slice(dossierPartition("").length)),
      next: LastEvaluatedKey === undefined ? null : JSON.stringify(LastEvaluatedKey),
    };
  },
});
