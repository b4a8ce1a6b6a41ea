// Starts the line to the service.

/** A service that restarts is there again within seconds; asking without a pause would only fill the browser's log. */
const pause = (tries, most) => (most && tries >= most ? null : Math.min(250 * 2 ** tries, 5000));

Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 10, retryIntervalMilliseconds: pause } } });
