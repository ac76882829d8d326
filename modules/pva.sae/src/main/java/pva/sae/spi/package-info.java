/** Where a further published format of dictionaries plugs in. */
package pva.sae.spi;
