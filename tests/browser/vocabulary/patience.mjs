// How long a condition may take before a test gives up. Nothing ever waits this long on purpose.
export const patience = Number(process.env.KOHYO_PATIENCE ?? 20_000);
