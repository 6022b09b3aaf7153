/**
 * What the pages do in the browser, as plain text for one inline script: no framework, no build, no request but to
 * this origin. Values are put in with `textContent` and `value`, never as markup.
 */
export const PANEL_SCRIPT = `
const $=(id)=>document.getElementById(id);
const say=(id,text)=>{$(id).textContent=text};
const json=async(path,init)=>{const r=await fetch(path,init);const b=await r.json().catch(()=>null);if(!r.ok)throw new Error((b&&b.detail)||('HTTP '+r.status));return b};
const cell=(row,text,kind)=>{const td=document.createElement(kind||'td');td.textContent=text;if(typeof text==='number')td.className='number';if(kind==='th')td.scope='row';row.append(td)};

for(const button of document.querySelectorAll('[data-persona]'))button.addEventListener('click',async()=>{
  try{
    const t=await json('/local/token',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({persona:button.dataset.persona})});
    $('token').value=t.access_token;
    let told='Mã của '+button.dataset.persona+', dùng được 8 giờ.';
    try{await navigator.clipboard.writeText(t.access_token);told+=' Đã chép vào bộ nhớ tạm.'}catch{}
    say('token-status',told);
    button.textContent='Đã lấy';setTimeout(()=>{button.textContent='Lấy mã'},2000);
  }catch(error){say('token-status',String(error.message||error))}
});

const age=(seconds)=>seconds==null?'–':seconds<60?Math.round(seconds)+' giây':seconds<3600?Math.round(seconds/60)+' phút':Math.round(seconds/3600)+' giờ';
const queues=async()=>{
  try{
    const q=await json('/local/queues');
    const body=$('queues');body.replaceChildren();
    for(const one of q.queues||[]){const row=document.createElement('tr');cell(row,one.name,'th');for(const n of [one.ready,one.inFlight,one.delayed,one.deadLetter])cell(row,Number(n||0));if(one.deadLetter)row.className='danger';body.append(row)}
    const o=q.outbox||{};
    say('outbox','Hộp gửi: '+(o.pending||0)+' chờ'+(o.pending?', lâu nhất '+age(o.oldestSeconds):'')+'.');
  }catch(error){say('outbox','Chưa đọc được hàng đợi: '+String(error.message||error))}
};

const zone={timeZone:'Asia/Ho_Chi_Minh'};
const day=new Intl.DateTimeFormat('vi-VN',{weekday:'long',day:'2-digit',month:'2-digit',year:'numeric',...zone});
const hour=new Intl.DateTimeFormat('vi-VN',{timeStyle:'medium',...zone});
const showClock=(c)=>{const at=(c&&c.now)||new Date().toISOString();say('clock-now',at?day.format(new Date(at))+' · '+hour.format(new Date(at)):'không rõ');};
const clock=async()=>{try{showClock(await json('/local/clock'))}catch(error){say('clock-now','Chưa đọc được: '+String(error.message||error))}};
const move=async(now)=>{
  for(const b of document.querySelectorAll('[data-clock] button'))b.disabled=true;
  say('clock-status','Đang dời đồng hồ…');
  try{showClock(await json('/local/clock',{method:'PUT',headers:{'content-type':'application/json'},body:JSON.stringify({now})}));say('clock-status',now?'Đã dời đồng hồ.':'Đã trở về giờ thật.')}
  catch(error){say('clock-status',String(error.message||error))}
  for(const b of document.querySelectorAll('[data-clock] button'))b.disabled=false;
  clock();
};
$('clock-form').addEventListener('submit',(event)=>{event.preventDefault();const v=$('clock-to').value;if(v)move(v.length===16?v+':00+07:00':v+'+07:00')});
$('clock-real').addEventListener('click',()=>move(null));
const health=async()=>{try{const h=await json('/v1/health');say('health',h.status+' · '+h.version)}catch(error){say('health',String(error.message||error))}};
queues();clock();health();setInterval(queues,3000);setInterval(clock,5000);
`;

export const INBOX_SCRIPT = `
document.getElementById('clear').addEventListener('click',async()=>{await fetch('/local/messages',{method:'DELETE'});location.reload()});
`;
