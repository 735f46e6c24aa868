import { describe, it } from "mocha";
import { extension } from "../support/extension";
import { server } from "../support/servers";
import { until } from "../support/waiting";

describe("a folder with scripts", () => {
  it("is taken up before one of them is opened", async () => {
    await until(() => extension().isActive, Boolean);
    await server();
  });
});
