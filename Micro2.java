package dev.errata.bench.ingest;
import dev.errata.contract.*;
import dev.errata.contract.redact.Redactor;
public class Micro2 { public static void main(String[] a) throws Exception {
 var s = Sample.of(20000).records(); var c = new ErrorEventCodec(); long x=0; 
 var nodes=new java.util.ArrayList<tools.jackson.databind.JsonNode>(); for (var i: s) nodes.add(Json.parse(i.value()));
 long end=System.nanoTime()+12_000_000_000L;
 while(System.nanoTime()<end) for (int i=0;i<s.size();i++) { switch(a[0]) { case "redact"-> x+=Redactor.STANDARD.redact(s.get(i).event()).hashCode()&1; case "read"->x+=c.decode(nodes.get(i)).hashCode()&1; case "parse"->x+=Json.parse(s.get(i).value()).size(); default->x+=c.encode(s.get(i).event()).length; } }
 System.out.println(x);
}}
